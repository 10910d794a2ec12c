package io.mltwin.identity.oauth.codes;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Row of a device code; the code that the device polls with is kept as a hash only. */
@Entity
@Table(name = "device_code")
class DeviceCodeEntity {

    /** The state of a device code. */
    enum State {
        PENDING,
        APPROVED,
        DECLINED,
        REDEEMED
    }

    @Id
    private byte[] deviceCodeHash;

    private String userCode;

    private String tenant;

    private String clientId;

    private String scope;

    private String version;

    @Enumerated(EnumType.STRING)
    private State state;

    private String grantId;

    private Instant issuedOn;

    private Instant expiresOn;

    private Instant polledOn;

    protected DeviceCodeEntity() {}

    DeviceCodeEntity(
            byte[] deviceCodeHash, String userCode, DeviceCodes.Request request, Instant issuedOn, Instant expiresOn) {
        this.deviceCodeHash = deviceCodeHash.clone();
        this.userCode = userCode;
        this.tenant = request.tenant();
        this.clientId = request.clientId();
        this.scope = request.scope();
        this.version = request.v2() ? "V2" : "V1";
        this.state = State.PENDING;
        this.issuedOn = issuedOn;
        this.expiresOn = expiresOn;
    }

    String userCode() {
        return userCode;
    }

    String clientId() {
        return clientId;
    }

    DeviceCodes.Request request() {
        return new DeviceCodes.Request(clientId, tenant, scope, version.equals("V2"));
    }

    State state() {
        return state;
    }

    String grantId() {
        return grantId;
    }

    Instant expiresOn() {
        return expiresOn;
    }

    Instant polledOn() {
        return polledOn;
    }
}
