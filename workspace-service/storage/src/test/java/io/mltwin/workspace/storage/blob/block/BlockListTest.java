package io.mltwin.workspace.storage.blob.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockListTest {

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBlockListNamesBlocksInOrder() {
        String xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<BlockList>\n <Latest>YQ==</Latest>"
                        + "<Committed>Yg==</Committed><Uncommitted>\nYw==</Uncommitted></BlockList>";

        assertThat(BlockList.read(body(xml)))
                .containsExactly(
                        new BlockList.Entry(BlockList.From.LATEST, "YQ=="),
                        new BlockList.Entry(BlockList.From.COMMITTED, "Yg=="),
                        new BlockList.Entry(BlockList.From.UNCOMMITTED, "Yw=="));
        assertThat(BlockList.read(body("<BlockList/>"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<BlockList>",
                "<Blocks/>",
                "<BlockList><Newest>YQ==</Newest></BlockList>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><BlockList><Latest>&e;</Latest></BlockList>"
            })
    void anotherBodyIsRefused(String xml) {
        assertThatThrownBy(() -> BlockList.read(body(xml)))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("InvalidXmlDocument"));
    }
}
