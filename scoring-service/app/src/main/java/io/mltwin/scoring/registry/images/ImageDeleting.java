package io.mltwin.scoring.registry.images;

/** Fired inside the transaction that deletes an image; an observer may refuse it by throwing. */
public record ImageDeleting(String workspaceKey, String imageId) {}
