package io.mltwin.resourceprovider;

import java.util.Optional;

/** Long-running operations of a resource provider, which Azure Resource Manager polls. */
public interface ProviderOperations {

    /**
     * {@code InProgress}, {@code Succeeded} or {@code Failed}; empty when there is none of this id.
     */
    Optional<String> status(String id);
}
