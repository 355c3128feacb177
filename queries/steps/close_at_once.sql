-- The file of a store that does not stay is deleted next.
PRAGMA disable_checkpoint_on_shutdown;
