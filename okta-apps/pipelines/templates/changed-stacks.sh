changed=$(node -p 'JSON.parse(fs.readFileSync("reviewed.json")).digests
  .filter(({ environment, changes }) => environment === process.env.OKTA_ENVIRONMENT && changes?.length !== 0)
  .map(({ stack }) => stack).join(" ")')
if [ -z "$changed" ]; then echo "Nothing changed in $OKTA_ENVIRONMENT."; exit 0; fi
read -ra stacks <<< "$changed"
