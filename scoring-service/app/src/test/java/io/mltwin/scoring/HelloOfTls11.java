package io.mltwin.scoring;

import java.nio.ByteBuffer;

/** The first message of a client that knows TLS 1.1 and nothing newer. */
final class HelloOfTls11 {

    private static final short TLS_1_0 = 0x0301;
    private static final short TLS_1_1 = 0x0302;
    private static final byte HANDSHAKE = 22;
    private static final byte CLIENT_HELLO = 1;
    private static final int RANDOM = 32;
    private static final short[] SUITES = {(short) 0xc013, (short) 0xc009, 0x002f};

    private HelloOfTls11() {}

    static byte[] bytes() {
        int hello = 2 + RANDOM + 1 + 2 + SUITES.length * 2 + 2;
        ByteBuffer record = ByteBuffer.allocate(5 + 4 + hello);
        record.put(HANDSHAKE).putShort(TLS_1_0).putShort((short) (4 + hello));
        record.put(CLIENT_HELLO).put((byte) 0).putShort((short) hello);
        record.putShort(TLS_1_1).put(new byte[RANDOM]).put((byte) 0);
        record.putShort((short) (SUITES.length * 2));
        for (short suite : SUITES) {
            record.putShort(suite);
        }
        record.put((byte) 1).put((byte) 0);
        return record.array();
    }
}
