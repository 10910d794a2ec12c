package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.encoding.UriEncoding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of an id holds a character that is not Azure's. */
class ForeignSegmentsTest {

    private static final String GROUP = "/subscriptions/s1/resourceGroups/rg1";
    private static final String WORKSPACE = GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/ws1";

    /** Forms of "s" or "k", marks, separators and doubled encodings. */
    private static final List<String> FOREIGN = List.of(
            "\u017F", // long s
            "\u0131", // dotless i
            "\u0130", // dotted I
            "\u212A", // Kelvin sign
            "\uFF53", // full-width s
            "\u24E2", // circled s
            "\uD835\uDC2C", // mathematical bold s
            "\uFB06", // ligature st
            "s\u0307", // s and a combining dot
            "s\u200B", // zero-width space
            "s\u00AD", // soft hyphen
            "s\u202E", // right-to-left override
            "\u0455", // Cyrillic dze, which looks like an s
            "%C5%BF",
            "/s",
            "\\s",
            "?s");

    static Stream<Arguments> inEveryPart() {
        return FOREIGN.stream()
                .map(text -> UriEncoding.encodePathSegment(text))
                .flatMap(foreign -> Stream.of(
                        Arguments.of(GROUP + "/providers/Microsoft." + foreign, "InvalidResourceNamespace"),
                        Arguments.of(
                                GROUP + "/providers/Microsoft.Storage/storageAccount" + foreign + "/x",
                                "InvalidResourceType"),
                        Arguments.of(WORKSPACE + "/listKey" + foreign, "InvalidResourceType"),
                        Arguments.of("/subscription" + foreign + "/s1", "InvalidResourceType"),
                        Arguments.of(GROUP + "/provider" + foreign + "/Microsoft.Storage", "InvalidResourceType"),
                        Arguments.of(WORKSPACE + foreign, "ResourceNotFound"),
                        Arguments.of(WORKSPACE + "/computes/c" + foreign, "ResourceNotFound"),
                        Arguments.of("/subscriptions/s" + foreign, "ResourceNotFound")));
    }

    @ParameterizedTest
    @MethodSource("inEveryPart")
    void isNotFound(String path, String code) {
        assertRefused(() -> ArmTarget.parse(path), code);
        assertRefused(() -> ArmResourceId.parse(path), code);
    }

    /** A body's id is percent-encoded or not, as its client likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                GROUP + "/providers/Microsoft.Storage/storageAccount\u017F/x",
                GROUP + "/providers/M\u0131crosoft.Storage/storageAccounts/x",
                GROUP + "/providers/Microsoft.Storage/storageAccounts/\u212Ax"
            })
    void isNotFoundInTheClear(String id) {
        assertThatThrownBy(() -> ArmResourceId.parse(id))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u017F", "\u0131", "\u0130", "\u212A", "\uFF53", "\u24E2", "\uFB06", "s\u0307", "s\u200B", "\u2460",
                "e\u0301"
            })
    void noGroupHasALetterThatCouldBeOneOfAscii(String letter) {
        assertRefused(() -> ArmTarget.parse("/subscriptions/s1/resourceGroups/rg" + letter), "ResourceNotFound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s1/resourceGroups/Stra\u00DFe-\u00E9t\u00E9_(1).x",
                "/subscriptions/s1/resourceGroups/\u8CC7\u6E90\u7FA4\u7D44",
                "/subscriptions/s1/tagNames/K\u00FCche",
                GROUP + "/providers/Microsoft.Authorization/policyAssignments/no public ips",
                GROUP + "/providers/Microsoft.MachineLearningServices/workspaces/a.b-c_1"
            })
    void azuresNamesPass(String path) {
        assertThat(ArmTarget.parse(path).id())
                .hasToString(ArmResourceId.parse(path).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u017F", "a/b", "a%2Fb", "a\\b"})
    void noIdIsMadeOfForeignParts(String part) {
        ArmResourceId group = ArmResourceId.subscription("s1").resourceGroup("rg1");
        ArmResourceId account = group.provider("Microsoft.Storage", "storageAccounts", "x");

        assertRefused(() -> ArmResourceId.subscription(part), "ResourceNotFound");
        assertRefused(() -> ArmResourceId.subscription("s1").resourceGroup(part), "ResourceNotFound");
        assertRefused(() -> group.provider(part, "things", "x"), "InvalidResourceNamespace");
        assertRefused(() -> group.provider("Microsoft.Storage", part, "x"), "InvalidResourceType");
        assertRefused(() -> group.provider("Microsoft.Storage", "storageAccounts", part), "ResourceNotFound");
        assertRefused(() -> account.child(part, "x"), "InvalidResourceType");
        assertRefused(() -> account.child("blobServices", part), "ResourceNotFound");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing, String code) {
        assertThatThrownBy(parsing).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.status()).isEqualTo(404);
        });
    }
}
