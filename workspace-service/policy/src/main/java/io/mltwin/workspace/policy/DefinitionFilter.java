package io.mltwin.workspace.policy;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.index.FilterTerms;
import java.util.Map;
import java.util.Set;

/**
 * The filter of a list of policy definitions or sets.
 *
 * @param policyType null for any
 * @param category null for any
 */
record DefinitionFilter(String policyType, String category) {

    private static final Set<String> NAMES = Set.of("policytype", "category");

    static DefinitionFilter of(ArmCall call) {
        Map<String, String> terms = FilterTerms.parse(call.query().get("$filter"), NAMES);
        return new DefinitionFilter(terms.get("policytype"), terms.get("category"));
    }

    boolean admits(String type, String itsCategory) {
        return (policyType == null || AsciiCase.equal(policyType, type))
                && (category == null || AsciiCase.equal(category, itsCategory));
    }
}
