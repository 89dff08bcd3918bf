#!/usr/bin/env bash
# Writes reviewed.json: the digests that the review of the merged pull request left. Needs gh with a token that reads.
# Usage: get-reviewed.sh <commit before the push> <pushed commit>
set -euo pipefail
before=$1
pushed=$2

refuse() {
  echo "$1" >&2
  exit 3
}

# The workflow of a pull request is the pull request's own: one that changes it could have left any digests.
if ! git diff --quiet "$before" "$pushed" -- .github; then
  refuse "The push changes .github, so nothing that its review left is trusted: apply it by hand."
fi
heads=$(gh api "repos/{owner}/{repo}/commits/$pushed/pulls" \
  --jq ".[] | select(.merged_at != null and .merge_commit_sha == \"$pushed\") | .head.sha")
if [ "$(grep -c . <<< "$heads")" -ne 1 ]; then
  refuse "The pushed commit is not the merge of one pull request: nothing was reviewed."
fi
run=$(gh run list --workflow review.yml --event pull_request --commit "$heads" --status success --limit 1 \
  --json databaseId --jq '.[].databaseId')
if [ -z "$run" ]; then
  refuse "No review of $heads succeeded: nothing was reviewed."
fi
gh run download "$run" --name reviewed
