package io.mltwin.compute.sshpublickeys;

import static io.mltwin.armweb.ArmErrors.conflict;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.storedresources.StoredResources;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** {@code Microsoft.Compute/sshPublicKeys} (2023-03-01): a key that is given, or generated here. */
@Singleton
record SshPublicKeyProvider(StoredResources keys, SshKeyPairs pairs) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(keys.type(
                        "Microsoft.Compute/sshPublicKeys",
                        SshPublicKeyBody.class,
                        "SSH public key",
                        SshPublicKeyValidator::validate)
                .action("generateKeyPair", keys.change(this::generate))
                .build());
    }

    /** Generates the key of a resource that has none; the private key is in this answer alone. */
    private Map<String, String> generate(ArmResourceId id, ObjectNode content) {
        if (content.at("/properties/publicKey").isTextual()) {
            throw conflict("The SSH public key '" + id.name() + "' has a key: make another resource.");
        }
        SshKeyPairs.Pair pair = pairs.generate();
        content.withObject("/properties").put("publicKey", pair.publicKey());
        return Map.of("id", id.toString(), "publicKey", pair.publicKey(), "privateKey", pair.privateKey());
    }
}
