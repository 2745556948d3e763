function _prefpad
    set -l answer (_PREFPAD_COMPLETE=fish _PREFPAD_LINE=(commandline -cp | string collect) prefpad 2>/dev/null)
    if test "$answer[1]" = files
        __fish_complete_path (commandline -ct)
    else if set -q answer[2]
        printf '%s\n' $answer[2..]
    end
end
complete --command prefpad --no-files --keep-order --arguments '(_prefpad)'
