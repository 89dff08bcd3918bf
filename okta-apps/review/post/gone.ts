/** Does something with what may be gone. @returns false when it is */
export async function unlessGone(isGone: (error: unknown) => boolean, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}
