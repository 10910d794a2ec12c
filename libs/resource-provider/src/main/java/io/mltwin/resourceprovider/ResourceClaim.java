package io.mltwin.resourceprovider;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.resourceprovider.ResourceClaims.ClaimRows;
import java.util.UUID;

/** The claim of one request on a resource; its token tells it from a later one. */
public final class ResourceClaim {

    private final ArmResourceId resource;
    private final ClaimRows rows;
    private final String token = UUID.randomUUID().toString();
    private Runnable undo = () -> {};

    ResourceClaim(ArmResourceId resource, ClaimRows rows) {
        this.resource = resource;
        this.rows = rows;
    }

    /** Says how what was prepared is taken back, should the request fail. */
    public void undoBy(Runnable undo) {
        this.undo = undo;
    }

    void begin() {
        if (!rows.claim(resource.key(), token)) {
            throw conflict(resource);
        }
    }

    /**
     * Ends the claim with the transaction that changes the row, as the first thing that it does.
     *
     * @throws AzureException 409 when the claim was lost: it took too long
     */
    void confirm() {
        if (!rows.confirm(resource.key(), token)) {
            throw conflict(resource);
        }
    }

    /** Takes back what was prepared, unless it is committed or another request has gone on. */
    void takeBack() {
        if (rows.renew(resource.key(), token)) {
            try {
                undo.run();
            } finally {
                rows.release(resource.key(), token);
            }
        }
    }

    static AzureException conflict(ArmResourceId resource) {
        return AzureException.conflict(
                "Conflict", "Another request changes '%s': send this one again when it has ended.", resource.name());
    }
}
