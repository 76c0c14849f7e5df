#!/bin/sh
# backup.sh FOLDER NIGHTS: a copy into FOLDER, which is proved by restoring it; older ones than NIGHTS go.
set -eu
folder=$1 nights=$2
cd "$(dirname "$0")/.."
copy="$folder/cxc-$(date +%F-%H%M%S).sqlite"
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT

./cxc backup "$copy"
# What cannot be restored is no backup: every row is counted and compared, in a database that is thrown away.
CXC_DATABASE_URL="sqlite:///$trial/restored.sqlite" ./cxc migrate --source "sqlite:///$copy"

# Only now: a night that fails deletes nothing.
find "$folder" -name 'cxc-*.sqlite' -mtime "+$nights" -delete
