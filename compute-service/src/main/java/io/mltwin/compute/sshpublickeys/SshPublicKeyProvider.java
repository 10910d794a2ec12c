package io.mltwin.compute.sshpublickeys;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.StoredResource;
import io.mltwin.resourceprovider.StoredResources;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code Microsoft.Compute/sshPublicKeys} (2023-03-01): a key that is given, or generated here. */
@Singleton
class SshPublicKeyProvider implements ResourceProvider {

    private final StoredResources keys;
    private final SshKeyPairs pairs;

    SshPublicKeyProvider(StoredResources keys, SshKeyPairs pairs) {
        this.keys = keys;
        this.pairs = pairs;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                keys.type(
                                "Microsoft.Compute/sshPublicKeys",
                                SshPublicKeyBody.class,
                                "SSH public key",
                                SshPublicKeyValidator::validate)
                        .action(
                                "generateKeyPair",
                                ResourceChange.withoutBody().apply(this::generate))
                        .build());
    }

    /** The private key is in this answer alone. */
    private Outcome generate(ArmCall call) {
        StoredResource key = keys.require(call.id());
        SshPublicKeyValidator.requireNoKey(key);
        SshKeyPairs.Pair pair = pairs.generate();
        key.content().withObject("/properties").put("publicKey", pair.publicKey());
        keys.save(call, key.location(), key.content());
        return Outcome.ok(
                Map.of(
                        "id", call.id().toString(),
                        "publicKey", pair.publicKey(),
                        "privateKey", pair.privateKey()));
    }
}
