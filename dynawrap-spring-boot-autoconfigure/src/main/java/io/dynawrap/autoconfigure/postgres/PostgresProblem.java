package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.StoreProblem;
import java.util.Arrays;
import java.util.Optional;

/** A reason why an application cannot use PostgreSQL at startup, with the remedy. */
enum PostgresProblem {
    CREDENTIALS(StoreProblem.CREDENTIALS, "PostgreSQL refuses the log-in.", """
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

    UNREACHABLE(StoreProblem.UNREACHABLE, "PostgreSQL cannot be reached.", """
            Start the server, or correct its address in application.yml:

            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase
            """),

    DATABASE_MISSING(StoreProblem.DATABASE_MISSING, "PostgreSQL has no such database.", """
            Correct the name after the last slash in application.yml:

            spring:
              datasource:
                url: jdbc:postgresql://localhost:5432/mydatabase

            or create the database, in SQL:

            CREATE DATABASE mydatabase ENCODING 'UTF8' TEMPLATE template0;
            """),

    SCHEMA_MISSING(StoreProblem.SCHEMA_MISSING, "PostgreSQL has no such schema.", """
            Correct the name in application.yml, or remove it to take the first schema of the connection's search path:

            dynawrap:
              postgres:
                schema: public

            or create the schema before the application starts, or in a script of spring.sql.init, in SQL:

            CREATE SCHEMA myschema;
            """),

    PERMISSION(StoreProblem.PERMISSION, "The role lacks a permission in PostgreSQL.", """
            Let the role create tables, in SQL:

            GRANT USAGE, CREATE ON SCHEMA public TO myuser;

            or create the tables as another role, let this one read and write them:

            GRANT USAGE ON SCHEMA public TO myuser;
            GRANT SELECT, INSERT, UPDATE, DELETE ON mytable TO myuser;

            and, if nothing is to be looked up at startup, write in application.yml:

            dynawrap:
              create-tables: false
            """);

    private final StoreProblem problem;
    private final String headline;
    private final String action;

    PostgresProblem(StoreProblem problem, String headline, String action) {
        this.problem = problem;
        this.headline = headline;
        this.action = action;
    }

    /** Returns the texts for a problem, if there are any. */
    static Optional<PostgresProblem> of(StoreProblem problem) {
        return Arrays.stream(values()).filter(texts -> texts.problem == problem).findFirst();
    }

    String headline() {
        return headline;
    }

    String action() {
        return action;
    }
}
