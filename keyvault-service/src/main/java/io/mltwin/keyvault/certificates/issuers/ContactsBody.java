package io.mltwin.keyvault.certificates.issuers;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The people whom a vault would write to about its certificates (API 7.4). */
public record ContactsBody(
        String id, @JsonProperty("contacts") List<Contact> list) {

    /** A person. */
    public record Contact(String email, String name, String phone) {}
}
