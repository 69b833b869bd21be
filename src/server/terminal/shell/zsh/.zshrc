# The terminal's zsh: the learner's settings first, then the workshop's commands in front of theirs.
# macOS keeps the history beside the settings, which for a moment were these.
[[ "$HISTFILE" == "$ZDOTDIR"/* ]] && HISTFILE="$VAZOU_ZDOTDIR/.zsh_history"
ZDOTDIR="$VAZOU_ZDOTDIR"
[[ -r "$ZDOTDIR/.zshenv" ]] && . "$ZDOTDIR/.zshenv"
[[ -r "$ZDOTDIR/.zshrc" ]] && . "$ZDOTDIR/.zshrc"
PATH="$VAZOU_COMMANDS:$PATH"
