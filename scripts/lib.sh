# Shared by the scripts: sourced, not run. Sets `root`, the repository root, and the locale: Java takes the encoding of file names from it,
# and a forwarded LC_ALL may name one that is not installed.
export LC_ALL=C.UTF-8
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
cache="$root/build/hone"

# say TEXT: a line for the person who runs the script; stdout stays for what the command prints.
say() {
  printf '%s\n' "$*" >&2
}

# fail CODE TEXT: an error that says what to do, and ends.
fail() {
  local code=$1
  shift
  say "error: $*"
  exit "$code"
}

# print_help: the comment at the top of the script that was called, which is its help, and ends.
print_help() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
  exit 0
}

require_platform() {
  local platform
  platform="$(uname -s)-$(uname -m)"
  [ "$platform" = Linux-x86_64 ] ||
    fail 78 "this machine is $platform; the engine's native libraries are for Linux on x86_64 only. Run it in a Linux container or on such a machine"
}

# find_java: sets `java` to Java 17 (JAVA_HOME goes before the PATH).
find_java() {
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  command -v "$java" >/dev/null ||
    fail 78 "no Java found (looked for $java). Install a JDK 17, for example: apt-get install openjdk-17-jdk-headless"
  local release="${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")}/release"
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -1)
  [ "$version" = 17 ] ||
    fail 78 "Java 17 is needed and $java is version ${version:-unknown}. Install a JDK 17 and point JAVA_HOME at it"
}

require_maven() {
  command -v mvn >/dev/null ||
    fail 78 "Maven is needed to build and was not found. Install Maven 3.8 or later, for example: apt-get install maven"
}

# up_to_date: whether what is built is newer than every source, and every library is still there.
up_to_date() {
  local stamp="$cache/built"
  [ -s "$cache/classpath" ] && [ "$stamp" -nt "$root/pom.xml" ] && class_path_exists &&
    [ -z "$(find "$root"/{jobs,reward-udfs,pipeline,pipeline/*}/pom.xml "$root"/{jobs,reward-udfs,pipeline/*}/src/main -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# build_hone: compiles what has changed and notes the class path; quiet when there is nothing to do.
build_hone() {
  up_to_date && return
  require_maven
  mkdir -p "$cache"
  exec 8>"$cache/lock"
  flock 8
  if ! up_to_date; then
    say "Building Hone (the first time fetches some 450 MB of libraries, which takes minutes) …"
    local started=$SECONDS
    touch "$cache/built.new"
    (cd "$root" && mvn -q -DskipTests -Dspotless.check.skip=true -Dhone.assembly.skip=true package) >"$cache/build.log" 2>&1 || {
      tail -n 30 "$cache/build.log" >&2
      fail 1 "the build failed; the whole log is $cache/build.log"
    }
    write_class_path
    mv "$cache/built.new" "$cache/built"
    say "Built in $((SECONDS - started)) s."
  fi
  exec 8>&-
}

# write_class_path: first the libraries, Spark and Delta included, then our own jars, so that an archive of the libraries' classes
# (see share_classes) stays valid when Hone is built again.
write_class_path() {
  local own="" libraries="" jar jars
  IFS=: read -ra jars <"$root/jobs/target/classpath.txt" || true
  for jar in "${jars[@]}" "$root"/jobs/target/jobs-*.jar; do
    case "$jar" in
      *-assembly.jar | *-sources.jar | *-tests.jar) ;;
      "$root"/*) own="$own:$jar" ;;
      *) libraries="$libraries:$jar" ;;
    esac
  done
  printf '%s' "${libraries#:}" >"$cache/libraries"
  printf '%s' "${libraries#:}$own" >"$cache/classpath"
}

class_path_exists() {
  local jar jars
  IFS=: read -ra jars <"$cache/classpath" || true
  for jar in "${jars[@]}"; do
    [ -f "$jar" ] || return 1
  done
}

# build_assembly: sets `assembly`, the jar for a spark-submit of the user's own, built anew where our jars are newer.
build_assembly() {
  assembly=$(find "$root/jobs/target" -name 'jobs-*-assembly.jar' -newer "$cache/classpath" -print -quit)
  [ -z "$assembly" ] || return 0
  require_maven
  say "Building the assembly for spark-submit …"
  (cd "$root" && mvn -q -DskipTests -Dspotless.check.skip=true package) >"$cache/assembly.log" 2>&1 ||
    fail 1 "the assembly cannot be built; the whole log is $cache/assembly.log"
  assembly=$(find "$root/jobs/target" -name 'jobs-*-assembly.jar' -print -quit)
}

# lacking_jars ARGUMENT…: the jars that a Spark installation lacks, separated by commas: Delta, and the S3 client where an argument, or a
# file that one names, speaks of S3.
lacking_jars() {
  local wanted='/io/delta/'
  if printf '%s\n' "$@" | grep -q 's3a\?://' || grep -qs 's3a\?://' -- "$@"; then
    wanted='/io/delta/\|/hadoop-aws/\|/software/amazon/\|/org/reactivestreams/\|/httpcomponents/'
  fi
  tr ':' '\n' <"$cache/libraries" | grep "$wanted" | paste -sd, -
}

# archive_name: sets `archive`, the class-data-sharing archive of these libraries and this Java; another set has another name.
archive_name() {
  local key jars
  IFS=: read -ra jars <"$cache/libraries" || true
  key=$({
    readlink -f "$(command -v "$java")"
    stat -c '%n %s %Y' "${jars[@]}"
  } | sha256sum | cut -c1-16)
  archive="$cache/classes-$key.jsa"
}

# share_classes_after PROCESS LIST: makes the archive from the class names that a process notes and those of the other kinds of commands,
# when it has ended, in the background; never fails a command. `kind` says of which kind it is; the names of each stay beside the archive.
share_classes_after() {
  (
    tail --pid="$1" -f /dev/null
    exec 9>"$cache/archive.lock"
    flock -n 9 || { rm -f "$2"; exit 0; }
    if names_suffice "$2"; then
      sed -i '$d' "$2" # the process may have been killed in the middle of the last line
      { cat "$2" "$archive".{spark,tables,console} 2>/dev/null || true; } | awk '!known[$0]++' >"$archive.names"
      nice -n 19 "$java" -Xshare:dump -XX:SharedClassListFile="$archive.names" -XX:SharedArchiveFile="$archive.new" -Xlog:disable \
        -XX:+UseSerialGC -cp "$(cat "$cache/libraries")" && mv "$archive.new" "$archive" && mv "$2" "$archive.$kind"
      find "$cache" -name 'classes-*.jsa*' ! -path "$archive*" -delete
    fi
    rm -f "$2" "$archive.names" "$archive.new"
  ) >"$cache/archive.log" 2>&1 </dev/null &
}

# names_suffice LIST: whether a command did what such commands do. One that was refused or killed early has named too few classes.
names_suffice() {
  case "$kind" in
    spark) [ "$(wc -l <"$1")" -gt 8000 ] ;;
    *) grep -q delta/kernel/defaults/internal/parquet/ParquetFileReader "$1" ;; # it has read a table
  esac
}

# attended COMMAND …: runs it as a child that gets the signals of this script, and returns its exit code.
attended() {
  set -m # a process group of its own, in which Ctrl-C is not ignored
  "$@" &
  set +m
  local child=$! name
  for name in INT TERM HUP; do
    # shellcheck disable=SC2064 # this child is meant
    trap "kill -$name $child 2>/dev/null" $name
  done
  local code=0
  wait $child || code=$?
  while kill -0 $child 2>/dev/null; do # a signal of our own ends the wait, not the child
    code=0
    wait $child || code=$?
  done
  trap - INT TERM HUP
  return $code
}

# move_aside FOLDER: gives an earlier run's folder another name, so that a new run can take its place.
move_aside() {
  [ -d "$1" ] || return 0
  local old
  old="$1.$(date -u +%Y%m%dT%H%M%SZ)"
  mv "$1" "$old"
  say "The tables of the earlier run are now in $old."
}
