#!/bin/sh
# Turns each TACET_<NAME>_FILE into TACET_<NAME> with that file's content, then becomes the given command.
# So a password reaches the process from a mounted secret and stands in no compose file or image layer.
set -eu
for name in $(env | sed -n 's/^\(TACET_[A-Z0-9_]*\)_FILE=.*/\1/p'); do
  eval "path=\${${name}_FILE}"
  if [ ! -r "$path" ]; then
    echo "${name}_FILE names a file that cannot be read: $path" >&2
    exit 1
  fi
  value=$(cat "$path")
  export "$name=$value"
done
exec "$@"
