package io.mltwin.workspace.storage.content;

import java.util.UUID;

/**
 * A stretch of a stored content in a file: what a content put together by reference is made of.
 *
 * @param first byte of that content
 */
public record Part(UUID contentId, long first, long length) {

    /** True when {@code next} goes on where this one ends. */
    boolean isFollowedBy(Part next) {
        return contentId.equals(next.contentId) && first + length == next.first;
    }

    Part with(Part next) {
        return new Part(contentId, first, length + next.length);
    }
}
