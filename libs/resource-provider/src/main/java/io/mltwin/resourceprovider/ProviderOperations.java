package io.mltwin.resourceprovider;

import java.util.Optional;

/** Long-running operations of a resource provider, which Azure Resource Manager polls. */
public interface ProviderOperations {

    /**
     * {@code InProgress}, {@code Succeeded} or {@code Failed}; empty when there is none of this id.
     */
    Optional<String> status(String id);

    /** Returns why an operation failed; empty for one that has not, or whose reason is not kept. */
    default Optional<Failure> failure(String id) {
        return Optional.empty();
    }

    /** The reason of a failed operation, as Azure Resource Manager tells it. */
    record Failure(String code, String message) {}
}
