package io.dynawrap.autoconfigure.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A reason why an application cannot use PostgreSQL at startup, with the remedy. Appendix A of PostgreSQL's manual, "PostgreSQL
 * Error Codes", lists the codes.
 */
enum PostgresProblem {
    /**
     * Also 08004, which PostgreSQL's driver raises itself, before it sends a password: no password is set, or server and driver
     * require different encryption. So this constant precedes the one for the class of that code.
     */
    LOG_IN(List.of("28", "08004"), "PostgreSQL refuses the log-in.", """
            Correct user name and password in application.yml, or in the environment variables
            SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD:

            spring:
              datasource:
                username: myuser
                password: mypassword

            Where the words above are about SSL or encryption, correct sslmode instead:

            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase?sslmode=require
            """),

    UNREACHABLE(List.of("08", "57P03"), "PostgreSQL cannot be reached.", """
            Start the server, or correct its address in application.yml:

            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase
            """),

    DATABASE(List.of("3D"), "PostgreSQL has no such database.", """
            Correct the name after the last slash in application.yml:

            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase

            or create the database, in SQL:

            CREATE DATABASE mydatabase ENCODING 'UTF8' TEMPLATE template0;
            """),

    SCHEMA(List.of("3F"), "PostgreSQL has no such schema.", """
            Correct the name in application.yml, or remove it to take the first schema of the connection's search path:

            dynawrap:
              postgres:
                schema: public

            or create the schema before the application starts, or in a script of spring.sql.init, in SQL:

            CREATE SCHEMA myschema;
            """),

    PERMISSION(List.of("42501"), "The role lacks a permission in PostgreSQL.", """
            Let the role create tables, in SQL:

            GRANT USAGE, CREATE ON SCHEMA public TO myuser;

            or create the tables as another role, let this one read and write them:

            GRANT USAGE ON SCHEMA public TO myuser;
            GRANT SELECT, INSERT, UPDATE, DELETE ON mytable TO myuser;

            and, if nothing is to be looked up at startup, write in application.yml:

            dynawrap:
              create-tables: false
            """);

    private final List<String> states;
    private final String headline;
    private final String action;

    PostgresProblem(List<String> states, String headline, String action) {
        this.states = states;
        this.headline = headline;
        this.action = action;
    }

    /** Returns the first problem that lists an SQLState or its class. */
    static Optional<PostgresProblem> of(String state) {
        return Arrays.stream(values())
                .filter(problem -> problem.states.stream().anyMatch(state::startsWith))
                .findFirst();
    }

    String headline() {
        return headline;
    }

    String action() {
        return action;
    }
}
