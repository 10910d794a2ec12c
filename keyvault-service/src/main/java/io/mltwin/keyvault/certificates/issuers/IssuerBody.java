package io.mltwin.keyvault.certificates.issuers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.keyvault.objects.Attributes;
import java.util.List;

/**
 * A certification authority that a vault knows (API 7.4).
 *
 * @param provider the kind of authority, {@code DigiCert}
 */
public record IssuerBody(
        String id,
        String provider,
        Credentials credentials,
        @JsonProperty("org_details") Organization organization,
        Attributes attributes) {

    /**
     * The account at the authority.
     *
     * @param password never in an answer
     */
    public record Credentials(
            @JsonProperty("account_id") String account,
            @JsonProperty("pwd") String password) {
        @Override
        public String toString() {
            return "account " + account;
        }
    }

    /** The organization that the authority knows. */
    public record Organization(
            String id, @JsonProperty("admin_details") List<Administrator> administrators) {}

    /** A person of the organization. */
    public record Administrator(
            @JsonProperty("first_name") String firstName,
            @JsonProperty("last_name") String lastName,
            String email,
            String phone) {}

    /** An item of the list. */
    public record Item(String id, String provider) {}

    /** Returns the answer, without the password. */
    IssuerBody shown(String shownId, Attributes shownAttributes) {
        return new IssuerBody(
                shownId,
                provider,
                credentials == null ? null : new Credentials(credentials.account(), null),
                organization,
                shownAttributes);
    }
}
