package io.mltwin.identity.directory.accounts;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
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
        Queries.sql(
                        entities,
                        UPDATE,
                        AsciiCase.lower(objectId),
                        policy.enabled(),
                        policy.isGuest() ? "Guest" : "Member",
                        policy.homeTenantId(),
                        policy.homeObjectId(),
                        policy.invitationRedeemed(),
                        policy.secondFactorRequired(),
                        policy.givenName(),
                        policy.surname(),
                        policy.mail())
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
