package io.mltwin.console.policy;

import io.mltwin.console.directory.PrincipalNames;
import io.mltwin.console.page.PageFrame;
import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.policy.PolicyClient.PolicyAssignment;
import io.mltwin.console.policy.PolicyClient.PolicyState;
import io.mltwin.console.scopes.ScopeLink;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of Azure Policy. */
@CheckedTemplate(basePath = "policy")
final class PolicyTemplates {

    private PolicyTemplates() {}

    /**
     * Makes the page of a scope.
     *
     * @param path the scope in links
     * @param container whether resources lie below it, which can be evaluated
     * @param error of the evaluation that was asked for; null for none
     */
    static native TemplateInstance policy(
            PageFrame frame,
            List<ScopeLink> trail,
            String path,
            boolean container,
            Section<PolicyAssignment> assignments,
            Section<PolicyState> states,
            Section<RefusedWrite> refused,
            PrincipalNames names,
            ShownError error);
}
