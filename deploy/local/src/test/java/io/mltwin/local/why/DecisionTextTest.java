package io.mltwin.local.why;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTextTest {
    private static final String DENIED = """
            {"decision": "d", "time": "2026-01-01T00:00:00Z", "allowed": false,
             "reason": "The role 'Contributor' takes it away.", "principalId": "p", "groups": [],
             "action": "M/w/write", "isDataAction": false, "scope": "/subscriptions/s",
             "roleAssignments": [{"scope": "/subscriptions/s", "principalId": "g",
               "roleName": "Contributor", "result": "SUBTRACTED", "pattern": "*",
               "notAction": "M/*/write"}],
             "denyAssignments": [],
             "smallestRole": {"roleName": "Owner", "operations": 480, "scope": "/subscriptions/s"}}
            """;

    @Test
    void aDenialIsToldInWords() throws Exception {
        assertEquals(
                List.of(
                        "Denied at 2026-01-01T00:00:00Z",
                        "  principal  p",
                        "  action     M/w/write",
                        "  scope      /subscriptions/s",
                        "",
                        "Because:",
                        "  The role 'Contributor' takes it away.",
                        "",
                        "Role assignments:",
                        "  Contributor: names it by '*', taken away by 'M/*/write'",
                        "    at /subscriptions/s",
                        "    of g",
                        "",
                        "The smallest built-in role that would allow it: Owner (480 operations), assigned at",
                        "  /subscriptions/s"),
                DecisionText.of(new ObjectMapper().readTree(DENIED)));
    }
}
