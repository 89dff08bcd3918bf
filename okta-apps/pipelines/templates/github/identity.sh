# A token that says which job this is. The one that requests it is in no argument of a program.
identity() {
  printf 'header = "Authorization: Bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
    curl -fsS --config - "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$1" | jq -er .value
}
