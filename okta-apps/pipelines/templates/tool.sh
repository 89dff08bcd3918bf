# Prints the value of the variable OKTA_APPS_TOOL for what is checked out here: a hash of the names, modes, git ids and
# bytes of the files that decide which tool applies. The pipelines compute the same in plain shell.
cd "$(dirname "$0")/.." || exit 1
((tool-digest))
echo "$tool"
