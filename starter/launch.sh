#!/bin/sh
# $what
cd "$$(dirname "$$0")" || exit 3
run() { $command "$$@"; }
$work
printf '%s' '$wait'
read -r _
