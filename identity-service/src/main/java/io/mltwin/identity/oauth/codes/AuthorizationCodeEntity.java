package io.mltwin.identity.oauth.codes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of an authorization code; only its hash is kept. */
@Entity
@Table(name = "authorization_code")
class AuthorizationCodeEntity {

    @Id
    @Column(name = "code_hash")
    private byte[] codeHash;

    @Column(name = "grant_id")
    private String grantId;

    @Column(name = "redirect_uri")
    private String redirectUri;

    @Column(name = "scope")
    private String scope;

    @Column(name = "code_challenge")
    private String codeChallenge;

    @Column(name = "code_challenge_method")
    private String codeChallengeMethod;

    @Column(name = "nonce")
    private String nonce;

    @Column(name = "version")
    private String version;

    @Column(name = "issued_on")
    private Instant issuedOn;

    @Column(name = "expires_on")
    private Instant expiresOn;

    @Column(name = "redeemed_on")
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
