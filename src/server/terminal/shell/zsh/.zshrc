# The terminal's zsh: the learner's settings first, then the workshop's commands in front of theirs.
ZDOTDIR="$VAZOU_ZDOTDIR"
[[ -r "$ZDOTDIR/.zshenv" ]] && . "$ZDOTDIR/.zshenv"
[[ -r "$ZDOTDIR/.zshrc" ]] && . "$ZDOTDIR/.zshrc"
PATH="$VAZOU_COMMANDS:$PATH"
