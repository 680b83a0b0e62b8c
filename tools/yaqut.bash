# Completion for bash. Commands and options are asked of the program itself, so that they are those it has.
_yaqut()
{
    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} sub=""
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$("$1" --help 2>/dev/null | sed -n 's/^  \([a-z]*\) .*/\1/p') --help --version" -- "$word")
        return
    fi
    if [ "$command" = gazetteer ]; then
        if [ "$COMP_CWORD" -eq 2 ]; then
            mapfile -t COMPREPLY < <(compgen -W "lookup build info" -- "$word")
            return
        fi
        sub=${COMP_WORDS[2]}
    fi
    if [ "${word#-}" != "$word" ]; then
        # shellcheck disable=SC2086
        mapfile -t COMPREPLY < <(compgen -W "$("$1" $command $sub --help-all 2>/dev/null | grep -oE -- '--[a-z][a-z-]+=?' | sort -u)" -- "$word")
        [ "${COMPREPLY[0]-}" != "${COMPREPLY[0]%=}" ] && compopt -o nospace
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
complete -o filenames -F _yaqut yaqut
