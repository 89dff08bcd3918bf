files=(
  ((tool-files))
)
tool=$({ git ls-files -s -- "${files[@]}"; git ls-files -z -- "${files[@]}" | xargs -0 sha256sum; } |
  sha256sum | cut -d ' ' -f 1)
