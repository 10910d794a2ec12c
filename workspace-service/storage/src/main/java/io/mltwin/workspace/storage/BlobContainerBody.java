package io.mltwin.workspace.storage;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.blob.containers.ContainerState;
import io.mltwin.workspace.storage.lease.Lease;
import java.time.Instant;
import java.util.Map;

/** The properties of a blob container as Azure Resource Manager shows them. */
record BlobContainerBody(
        String publicAccess,
        String leaseStatus,
        String leaseState,
        String lastModifiedTime,
        Map<String, String> metadata,
        ImmutabilityBody.OfContainer immutabilityPolicy,
        ImmutabilityBody.HoldsOfContainer legalHold,
        boolean hasImmutabilityPolicy,
        boolean hasLegalHold,
        String defaultEncryptionScope,
        boolean denyEncryptionScopeOverride) {

    static StorageChildBody<BlobContainerBody> of(ArmResourceId id, ContainerState state, Instant now) {
        Lease.State lease = Lease.state(state.lease(), now);
        BlobContainerBody properties = new BlobContainerBody(
                state.publicAccess() == null ? "None" : capital(state.publicAccess()),
                capital(lease.status()),
                capital(lease.wire()),
                state.modified().toString(),
                state.metadata().isEmpty() ? null : state.metadata(),
                ImmutabilityBody.policy(state.immutability()),
                ImmutabilityBody.holdsOf(state.immutability()),
                state.immutability().policy() != null,
                !state.immutability().holds().isEmpty(),
                state.scope().name(),
                state.scope().deniesOverride());
        return new StorageChildBody<>(
                id.toString(), state.name(), BlobContainerProvider.TYPE, state.etag(), properties);
    }

    private static String capital(String text) {
        return AsciiCase.upper(text.substring(0, 1)) + text.substring(1);
    }
}
