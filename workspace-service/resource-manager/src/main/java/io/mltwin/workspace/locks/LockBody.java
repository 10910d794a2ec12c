package io.mltwin.workspace.locks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** Microsoft.Authorization/locks on the wire. */
@JsonIgnoreProperties(ignoreUnknown = true)
record LockBody(String id, String name, String type, Properties properties) {

    static final String TYPE = "Microsoft.Authorization/locks";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Properties(String level, String notes, List<Owner> owners) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Owner(String applicationId) {}
}
