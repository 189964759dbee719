package io.dynawrap.autoconfigure;

/** The part of a URL that messages and logs may show. */
public final class RedactedUrl {

    private RedactedUrl() {}

    /**
     * Removes user, password and parameters from a URL.
     *
     * @param url the URL, of the JDBC driver or of a web server
     * @return the part that names the server and the database
     */
    public static String of(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }
}
