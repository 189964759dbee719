package io.dynawrap.autoconfigure.postgres;

import java.util.regex.Pattern;

/** Knows the URLs of JDBC drivers. A driver may wrap another one, as in {@code jdbc:tc:postgresql:18:///test}. */
final class JdbcUrl {

    private static final Pattern POSTGRES = Pattern.compile("jdbc:([\\w-]+:)?postgresql:.*");

    /** Databases whose drivers are common. A driver that is not among them might be one for PostgreSQL. */
    private static final Pattern OTHERS =
            Pattern.compile("jdbc:([\\w-]+:)?(as400|clickhouse|db2|derby|firebird|firebirdsql|h2|hsqldb"
                    + "|informix-sqli|jtds|mariadb|mysql|oracle|redshift|sap|snowflake|sqlite|sqlserver|teradata):.*");

    private JdbcUrl() {}

    static boolean isOfPostgres(String url) {
        return POSTGRES.matcher(url).matches();
    }

    /** Returns the beginning of a URL, which names the driver; the rest of it might have a password anywhere. */
    static String driver(String url) {
        return url.replaceFirst("^(jdbc:([\\w-]+:)?[\\w-]+:).*", "$1");
    }

    static boolean isOfAnotherDatabase(String url) {
        return !isOfPostgres(url) && OTHERS.matcher(url).matches();
    }
}
