package io.mltwin.identity.oauth.secondfactor;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.mltwin.encoding.UriEncoding;
import java.util.Map;

/**
 * A secret for an authenticator app, not yet in force.
 *
 * @param secret in base32, as a user types it
 * @param issuer what the app shows above the account
 */
public record NewFactor(String secret, String issuer, String account) {

    private static final int GROUP = 4;
    private static final int QUIET_ZONE = 2;

    /** A QR code as the path of an SVG drawing of {@code size} squares a side. */
    public record Drawing(int size, String path) {}

    /** Returns the secret in groups of four, for reading and typing. */
    public String grouped() {
        return secret.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }

    /** Returns the content of the QR code. Parameters that are left out have their default. */
    public String uri() {
        return "otpauth://totp/"
                + UriEncoding.encodePathSegment(issuer)
                + ":"
                + UriEncoding.encodePathSegment(account)
                + "?secret="
                + secret
                + "&issuer="
                + UriEncoding.encodeQueryValue(issuer);
    }

    public Drawing drawing() {
        try {
            BitMatrix squares = new QRCodeWriter()
                    .encode(
                            uri(),
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE,
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.L));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < squares.getHeight(); y++) {
                for (int x = 0; x < squares.getWidth(); x++) {
                    if (squares.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new Drawing(squares.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalStateException("the names are too long for a QR code", e);
        }
    }

    @Override
    public String toString() {
        return "NewFactor[" + account + "]";
    }
}
