package io.mltwin.identity.oauth.signingkeys;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Shows the signing keys to the administrator and rolls them over, which Azure does by itself. */
@Path("/_mltwin/keys")
class KeysControlResource {

    private final SigningKeyService keys;

    KeysControlResource(SigningKeyService keys) {
        this.keys = keys;
    }

    /** A published key; without {@code retiresOn} it is the one that signs. */
    record KeyBody(String purpose, String keyId, Instant retiresOn) {}

    @GET
    public List<KeyBody> list() {
        return Arrays.stream(KeyPurpose.values())
                .flatMap(purpose -> of(purpose).stream())
                .toList();
    }

    /**
     * @param name which key to roll over; null for Azure AD's
     */
    @POST
    @Path("rollover")
    public List<KeyBody> rollOver(@QueryParam("purpose") String name) {
        KeyPurpose purpose = name == null ? KeyPurpose.AZURE_AD : named(name);
        keys.rollOver(purpose);
        return of(purpose);
    }

    private static KeyPurpose named(String name) {
        return Arrays.stream(KeyPurpose.values())
                .filter(purpose -> purpose.stored().equals(name))
                .findFirst()
                .orElseThrow(() -> invalidRequestContent("'purpose' must be azure-ad, azure-ml or azure-ad-b2c."));
    }

    private List<KeyBody> of(KeyPurpose purpose) {
        return keys.published(purpose).stream()
                .map(key -> new KeyBody(purpose.stored(), key.keyId(), key.retiresOn()))
                .toList();
    }
}
