_prefpad() {
    local kind line
    COMPREPLY=()
    {
        read -r kind
        while IFS= read -r line; do COMPREPLY+=("$line"); done
    } < <(_PREFPAD_COMPLETE=bash _PREFPAD_LINE="${COMP_LINE:0:COMP_POINT}" \
        _PREFPAD_WORD="$2" _PREFPAD_MENU="$COMP_TYPE" "$1" 2>/dev/null)
    case $kind in
        files) compopt -o default ;;
        part) compopt -o nospace ;;
    esac
}
complete -o nosort -F _prefpad prefpad 2>/dev/null || complete -F _prefpad prefpad
