((aws-identity))
((vault-identity))
code=0
npx --no okta-apps rotate --due --env ((environment)) --assembly ((assembly)) \
  --settings ((rotation-settings)) --json > rotated.jsonl || code=$?
cat rotated.jsonl
# 2 means that a wait has begun: a later run continues.
if [ "$code" -ne 0 ] && [ "$code" -ne 2 ]; then exit "$code"; fi
