package io.mltwin.datakeys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;

/** Encryption twice, under two keys: what the inner one made is encrypted by the outer one. */
final class Layers {

    private Layers() {}

    record Small(Aead inner, Aead outer) implements Aead {

        @Override
        public byte[] encrypt(byte[] plaintext, byte[] context) throws GeneralSecurityException {
            return outer.encrypt(inner.encrypt(plaintext, context), context);
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] context) throws GeneralSecurityException {
            return inner.decrypt(outer.decrypt(ciphertext, context), context);
        }
    }

    record Large(StreamingAead inner, StreamingAead outer) implements StreamingAead {

        @Override
        public WritableByteChannel newEncryptingChannel(WritableByteChannel ciphertext, byte[] context)
                throws GeneralSecurityException, IOException {
            return inner.newEncryptingChannel(outer.newEncryptingChannel(ciphertext, context), context);
        }

        @Override
        public SeekableByteChannel newSeekableDecryptingChannel(SeekableByteChannel ciphertext, byte[] context)
                throws GeneralSecurityException, IOException {
            SeekableByteChannel between = outer.newSeekableDecryptingChannel(ciphertext, context);
            // until its first read Tink's channel knows neither its size nor where it stands
            ByteBuffer first = ByteBuffer.allocate(1);
            do {
                between.position(0);
            } while (between.read(first) == 0);
            between.position(0);
            return inner.newSeekableDecryptingChannel(between, context);
        }

        @Override
        public ReadableByteChannel newDecryptingChannel(ReadableByteChannel ciphertext, byte[] context)
                throws GeneralSecurityException, IOException {
            return inner.newDecryptingChannel(outer.newDecryptingChannel(ciphertext, context), context);
        }

        @Override
        public OutputStream newEncryptingStream(OutputStream ciphertext, byte[] context)
                throws GeneralSecurityException, IOException {
            return inner.newEncryptingStream(outer.newEncryptingStream(ciphertext, context), context);
        }

        @Override
        public InputStream newDecryptingStream(InputStream ciphertext, byte[] context)
                throws GeneralSecurityException, IOException {
            return inner.newDecryptingStream(outer.newDecryptingStream(ciphertext, context), context);
        }
    }
}
