package io.mltwin.identity.directory.accounts;

import io.mltwin.encoding.AsciiCase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Sets how a user may sign in, for the seed. */
@ApplicationScoped
public class AccountPolicyService {

    private static final String UPDATE =
            "update directory_user set account_enabled = ?2, user_type = ?3, home_tenant_id ="
                    + " cast(?4 as text), home_object_id = cast(?5 as text), invitation_redeemed = ?6,"
                    + " mfa_required = ?7, given_name = cast(?8 as text), surname = cast(?9 as text),"
                    + " mail = cast(?10 as text) where object_id = ?1";

    private final EntityManager entities;

    AccountPolicyService(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public void apply(String objectId, AccountPolicy policy) {
        entities.flush();
        entities.createNativeQuery(UPDATE)
                .setParameter(1, AsciiCase.lower(objectId))
                .setParameter(2, policy.enabled())
                .setParameter(3, policy.isGuest() ? "Guest" : "Member")
                .setParameter(4, policy.homeTenantId())
                .setParameter(5, policy.homeObjectId())
                .setParameter(6, policy.invitationRedeemed())
                .setParameter(7, policy.secondFactorRequired())
                .setParameter(8, policy.givenName())
                .setParameter(9, policy.surname())
                .setParameter(10, policy.mail())
                .executeUpdate();
    }

    /**
     * The properties of a user that a seed sets, apart from name and password.
     *
     * @param homeTenantId of a guest; null for a member
     * @param homeObjectId of a guest; null for a member
     */
    public record AccountPolicy(
            boolean enabled,
            String homeTenantId,
            String homeObjectId,
            boolean invitationRedeemed,
            boolean secondFactorRequired,
            String givenName,
            String surname,
            String mail) {

        boolean isGuest() {
            return homeObjectId != null;
        }
    }
}
