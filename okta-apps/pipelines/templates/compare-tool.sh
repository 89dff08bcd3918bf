((tool-digest))
if [ "$tool" != "${OKTA_APPS_TOOL:-}" ]; then
  echo "The tool of this commit is not the one that the variable OKTA_APPS_TOOL of this environment pins."
  echo "Review what changed in it, then print the new value in a checkout of this commit: bash .ci/tool"
  exit 1
fi
