#compdef prefpad
_prefpad() {
    local -a answer values shown
    local line
    answer=("${(@f)$(_PREFPAD_COMPLETE=zsh \
        _PREFPAD_LINE="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" $words[1] 2>/dev/null)}")
    for line in "${(@)answer[2,-1]}"; do
        values+=("${line%%$'\t'*}")
        shown+=("${line//$'\t'/  }")
    done
    case $answer[1] in
        files) _files ;;
        part) compadd -U -S '' -a values ;;
        several)
            [[ $compstate[insert] == *unambiguous* ]] && compstate[insert]=
            compadd -U -V prefpad -l -d shown -a values
            ;;
        one) compadd -U -a values ;;
    esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _prefpad "$@"
else
    compdef _prefpad prefpad
fi
