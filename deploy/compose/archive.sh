#!/usr/bin/env bash
# archive.sh FOLDER FILE: writes a root file system as an image of one layer, in the form of 'docker save'. The same files give the same bytes.
set -euo pipefail
made="$(mktemp -d)"
tar -C "$1" --one-file-system --sort=name --mtime=@0 --numeric-owner -cf "$made/layer.tar" .
unpacked="$(sha256sum "$made/layer.tar")"
gzip -n -6 "$made/layer.tar"
python="$(basename "$(readlink "$1/usr/bin/python3")")"
cat > "$made/config.json" <<JSON
{"architecture": "$(dpkg --print-architecture)", "os": "linux",
 "config": {"User": "10100:10100",
  "Env": ["JAVA_HOME=/opt/java/runtime", "PATH=/opt/java/runtime/bin:/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"],
  "Labels": {"io.mltwin.python": "${python#python}"}},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:${unpacked%% *}"]}}
JSON
echo '[{"Config": "config.json", "RepoTags": ["mltwin/inference:latest"], "Layers": ["layer.tar.gz"]}]' > "$made/manifest.json"
tar -C "$made" --mtime=@0 --numeric-owner -cf "$2" manifest.json config.json layer.tar.gz
rm -r "$made"
