package io.mltwin.identity.oauth.signingkeys;

import io.mltwin.identity.oauth.signingkeys.SigningKeyService.PublishedKey;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** One published key. */
public final class TestKeys extends SigningKeyService {

    private final PublishedKey key;

    public TestKeys(String keyId, KeyPair pair) {
        super(null, null, null, null);
        this.key = new PublishedKey(keyId, (RSAPublicKey) pair.getPublic(), null, null, null);
    }

    @Override
    public List<PublishedKey> published(KeyPurpose purpose) {
        return purpose == KeyPurpose.AZURE_AD ? List.of(key) : List.of();
    }
}
