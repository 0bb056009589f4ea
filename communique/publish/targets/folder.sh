# What the host of a folder is told to do, in POSIX shell. communique/publish/targets/shell.py sends
# this file and the name of one step below, with words for it. A step that fails says why on its
# standard error, and leaves "current" as it was.

# A folder is made if the one above it is there, or if it is to have its first publication. The first
# thing that is written into a folder is our mark. Nothing is done in a folder that has files and no
# mark: publishing deletes, and those files are somebody's.
set -eu
export LC_ALL=C
umask 022
folder=$1 make=$2 first=$3
shift 3
if [ ! -e "$folder" ]; then
    above=$(dirname "$folder")
    if [ "$first" = no ] && [ ! -d "$above" ]; then echo "$above is not there" >&2; exit 1; fi
    if [ "$make" = no ]; then exit 0; fi
    mkdir -p "$folder"
fi
cd "$folder"
mark=.communique-target
if [ ! -e "$mark" ]; then
    found=$(ls -A | head -n 3 | tr '\n' ' ')
    if [ -n "$found" ] && [ ! -e "$mark" ]; then
        echo "it holds files that were not published here: $found" >&2
        exit 1
    fi
    if [ "$make" = yes ]; then echo "inv publish writes and deletes in this folder." >"$mark"; fi
fi

sum() { if command -v sha256sum >/dev/null; then echo sha256sum; else echo "shasum -a 256"; fi; }

# Say which publications of the ledger are there, the newest first. Nothing else is ours.
known() {
    ls releases | grep -x '[1-9][0-9]*' | sort -rn | while read -r each; do
        if [ -f "ledger/$each" ]; then echo "$each"; fi
    done
}

# A script of a publisher that was killed may still run at the host: wait for it. The kernel lets go
# of "guard" when the script ends. Without flock, the lock alone is asked.
alone() {
    exec 9>>guard
    if command -v flock >/dev/null; then flock 9; fi
}

# Say which publication is shown, every number of the ledger, and the head of the one shown.
look() {
    if [ -L current ]; then basename "$(readlink current)"
    elif [ -e current ]; then echo "a folder"; else echo; fi
    if [ -d ledger ]; then ls ledger | tr '\n' ' '; fi
    echo
    if [ -L current ]; then gzip -dc "ledger/$(basename "$(readlink current)")" | head -n 1; fi
}

# Print an entry of the ledger.
entry() {
    cat "ledger/$1"
}

# Say which publications are there.
kept() {
    if [ -d releases ]; then known; fi
}

# Print the digests of what came in, also from publishers who were cut off. What they sent is
# linked into a folder of our own, and theirs goes: a program of theirs that still runs writes
# nothing of ours.
incoming() {
    mkdir -p "incoming.$1"
    for other in incoming.*; do
        if [ "$other" != "incoming.$1" ]; then
            cp -al "$other/." "incoming.$1/" 2>/dev/null || :
            rm -rf "$other"
        fi
    done
    cd "incoming.$1"
    find . -type f -exec $(sum) {} +
}

# Remove files that came in and are not wanted.
remove() {
    cd "incoming.$1"; xargs -0 rm -f --
}

# Print the digests of all files of a publication.
digest_all() {
    cd "releases/$1"
    find . -type f -exec $(sum) {} +
    find . ! -type f ! -type d -exec printf 'X %s\n' {} +
}

# Print the digests of files, and the files of folders, that changed after the stamp was set.
digest_changed() {
    stamp="$PWD/stamp"
    cd "releases/$1"
    # A stamp of the future, by a clock that was wrong, says nothing.
    if [ ! -e "$stamp" ] || [ -n "$(find "$stamp" -newermt now 2>/dev/null)" ]; then
        find . -type f -exec $(sum) {} +
        find . ! -type f ! -type d -exec printf 'X %s\n' {} +
        exit
    fi
    find "$stamp" -cnewer "$stamp" 2>/dev/null || exit 0  # BusyBox may not know it: then --repair looks
    find . -cnewer "$stamp" \( -type f -exec $(sum) {} + -o -type d -exec sh -c '
        for folder; do
            echo "D $folder"
            find "$folder/." ! -name . -prune -type f | sed "s|/\./|/|; s/^/F /"
        done' sh {} + -o -exec printf 'X %s\n' {} + \)
}

# Take the lock, from the holder of token $1 if that is given; print who has it instead. What is
# written into it ends early if the connection is cut: then it is not taken. For an empty lock a
# line is printed, as for any other.
lock() {
    mkdir -p ledger releases
    alone
    trap 'rm -f "lock.$2" "lock.$2.old"' EXIT
    cat >"lock.$2"
    grep -q "$2.}" "lock.$2" || { echo "the connection was cut: Connection closed" >&2; exit 1; }
    if [ -n "$1" ] && mv lock "lock.$2.old" 2>/dev/null &&
        [ -s "lock.$2.old" ] && ! grep -q "$1" "lock.$2.old"; then
        ln "lock.$2.old" lock 2>/dev/null || :  # another one was quicker: it is theirs
    fi
    ln "lock.$2" lock 2>/dev/null || { [ -e lock ] && cat lock && echo; } || ln "lock.$2" lock
}

# Give the lock back.
unlock() {
    if [ -e lock ] && grep -q "$1" lock; then rm -f lock; fi
}

# Keep the list of what goes.
gone() {
    cat >"gone.$1"
}

# Keep the entry of the ledger.
record() {
    cat >"entry.$1"
}

# Make publication $3 of $2 (or of $5, again) and of what came in; serve it; tidy.
switch() {
    alone
    token=$1 before=$2 number=$3 keep=$4 again=$5
    mine() {
        grep -qs "$token" lock || { echo "the lock was taken away by another publisher" >&2; exit 1; }
    }
    shown=""
    if [ -L current ]; then shown=$(basename "$(readlink current)"); fi
    [ "$shown" = "$before" ] || { echo "another publication came between" >&2; exit 1; }
    mine
    if [ -e "releases/$number" ] && [ ! -e "ledger/$number" ]; then
        echo "releases/$number is there and was never published; move it elsewhere" >&2; exit 1
    fi
    rm -rf next
    if [ -n "${again:-$before}" ]; then
        from="releases/${again:-$before}"
        cp -al "$from" next 2>/dev/null || { rm -rf next; cp -a "$from" next; }
        if [ -n "$again" ]; then
            # Without a line, where nothing differs from what is shown, the check would fail.
            (cd next && { IFS= read -r line || exit 0
                { printf '%s\n' "$line"; cat; } | $(sum) -c - >/dev/null 2>&1; }) || {
                echo "publication $again was changed at the host since it was made" >&2; exit 1; }
        else
            (cd next && xargs -0 rm -rf -- <"../gone.$token")
            (cd next && xargs -0 dirname -- <"../gone.$token" 2>/dev/null |
                while IFS= read -r folder; do rmdir -p -- "$folder" 2>/dev/null || :; done)
        fi
    else
        mkdir next
    fi
    if [ -z "$again" ]; then
        if [ -z "$before" ]; then
            rmdir next; mv "incoming.$token" next
        else
            cp -alf "incoming.$token/." next/ 2>/dev/null ||
                (cd "incoming.$token" && tar cf - .) | (cd next && tar xf -)
        fi
    fi
    chmod 755 next
    mv "entry.$token" "ledger/$number"
    rm -rf "releases/$number"
    mv next "releases/$number"
    rm -f current.next
    ln -s "releases/$number" current.next
    mine
    mv -T current.next current 2>/dev/null || mv -fh current.next current
    rm -rf incoming.* entry.* gone.*
    known | sed "/^$number\$/d" | tail -n "+$keep" | while read -r old; do
        rm -rf "releases/$old"
    done
    rm -f stamp; : >stamp
}
