package io.mltwin.workspace.storage.blob.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.signature.QueryParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "null",
            value = {
                "/blob/acct, null, null",
                "/blob/acct/, null, null",
                "/blob/acct/c, c, null",
                "/blob/acct/c/, c, null",
                "/blob/acct/c/b, c, b",
                "/blob/acct/c/d//b/, c, d//b/",
                "/blob/acct/c/a%20b+c%2Fd%C3%BC%25, c, a b+c/dü%"
            })
    void namesAreTakenAsSent(String path, String container, String blob) {
        assertThat(BlobAddress.parse(path)).isEqualTo(new BlobAddress("acct", container, blob, ""));
    }

    @ParameterizedTest(name = "{0}?{1}")
    @CsvSource(
            nullValues = "null",
            value = {
                "/blob/acct/b, '', $root, b",
                "/blob/acct/b, comp=metadata, $root, b",
                "/blob/acct/%24root/b, '', $root, b",
                "/blob/acct/a%20b.txt, '', $root, a b.txt",
                "/blob/acct/b, restype=container, b, null",
                "/blob/acct/, '', null, null",
                "/blob/acct/c/b, '', c, b"
            })
    void aNameAloneIsInTheRootContainer(String path, String query, String container, String blob) {
        assertThat(BlobAddress.of(path, QueryParameters.parse(query)))
                .isEqualTo(new BlobAddress("acct", container, blob, ""));
    }

    @Test
    void aNameInTheRootContainerIsAsLongAsAnyOther() {
        QueryParameters none = QueryParameters.parse("");
        assertThat(BlobAddress.of("/blob/acct/" + "x".repeat(1024), none).blob())
                .hasSize(1024);
        assertThatThrownBy(() -> BlobAddress.of("/blob/acct/" + "x".repeat(1025), none))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidResourceName"));
    }

    @Test
    void tooLongOrMalformedNamesAreRefused() {
        assertThatThrownBy(() -> BlobAddress.parse("/blob/acct/c/" + "x".repeat(1025)))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidResourceName"));
        assertThatThrownBy(() -> BlobAddress.parse("/blob/acct/c/%zz"))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidUri"));
        assertThatThrownBy(() -> BlobAddress.parse("/blob/acct/c/a%00b"))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidResourceName"));
    }
}
