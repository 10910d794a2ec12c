package io.mltwin.identity.codes;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Azure AD's device codes, for the page where a user enters one. */
@ApplicationScoped
public class DeviceCodes {

    /**
     * A code that waits for a user.
     *
     * @param tenant as the client named it: id, domain, {@code common} or {@code organizations}
     */
    public record Pending(String userCode, String clientId, String tenant, String scope) {}

    /** The waiting code, whatever case and spaces the user typed it with; not expired. */
    public Optional<Pending> pending(String userCode) {
        throw AzureFault.notBuilt("The device code flow");
    }

    /** The user lets the device in; false when the code no longer waits. */
    public boolean approve(String userCode, SignedInUser user) {
        throw AzureFault.notBuilt("The device code flow");
    }

    /** The user does not; false when the code no longer waits. */
    public boolean decline(String userCode) {
        throw AzureFault.notBuilt("The device code flow");
    }
}
