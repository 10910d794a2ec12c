package io.mltwin.compute.computetargets;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.managedidentities.ManagedIdentities.Registration;
import java.security.PrivateKey;

/**
 * The system-assigned identity of a compute target, as its {@code identity} shows it.
 *
 * @param objectId its principal
 */
public record ComputeIdentity(String resourceId, String objectId, String clientId, String tenantId) {
    /**
     * An identity that a compute target gets, as identity knows it.
     *
     * @param id the target itself, or a user-assigned identity
     * @param key with which this service speaks for it
     */
    record RegisteredIdentity(ArmResourceId id, Registration registration, PrivateKey key) {
        @Override
        public String toString() {
            return "identity " + id;
        }
    }
}
