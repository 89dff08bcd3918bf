token=$(identity sts.amazonaws.com AWS_IDENTITY)
AWS_WEB_IDENTITY_TOKEN_FILE=$(mktemp)
printf '%s' "$token" > "$AWS_WEB_IDENTITY_TOKEN_FILE"
export AWS_WEB_IDENTITY_TOKEN_FILE
# A key that works wherever it is copied to would be taken first.
unset token AWS_IDENTITY AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
