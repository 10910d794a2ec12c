package io.mltwin.identity.oauth.codes;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an authorization code; only its hash is kept. */
@Entity
@Table(name = "authorization_code")
class AuthorizationCodeEntity {

    @Id
    private byte[] codeHash;

    private String grantId;

    private String redirectUri;

    private String scope;

    private String codeChallenge;

    private String codeChallengeMethod;

    private String nonce;

    private String version;

    private Instant issuedOn;

    private Instant expiresOn;

    private Instant redeemedOn;

    protected AuthorizationCodeEntity() {}

    AuthorizationCodeEntity(
            byte[] codeHash, String grantId, AuthorizedRequest request, Instant issuedOn, Instant expiresOn) {
        this.codeHash = codeHash.clone();
        this.grantId = grantId;
        this.redirectUri = request.redirectUri();
        this.scope = request.scope();
        this.codeChallenge = request.codeChallenge();
        this.codeChallengeMethod = request.codeChallengeMethod();
        this.nonce = request.nonce();
        this.version = request.v2() ? "V2" : "V1";
        this.issuedOn = issuedOn;
        this.expiresOn = expiresOn;
    }

    String grantId() {
        return grantId;
    }

    AuthorizedRequest request(String clientId) {
        return new AuthorizedRequest(
                clientId, redirectUri, scope, codeChallenge, codeChallengeMethod, nonce, version.equals("V2"));
    }

    Instant expiresOn() {
        return expiresOn;
    }

    Instant redeemedOn() {
        return redeemedOn;
    }
}
