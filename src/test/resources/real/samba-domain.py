"""Makes a throw-away Active Directory domain for the real tier, offline, in one folder.

    samba-domain.py make FOLDER ADDRESS     provisions and fills it
    samba-domain.py cases FOLDER            adds the accounts of AdFixtures, below OU=Cases, and an account for changes
    samba-domain.py grant FOLDER RIGHT      delegates lockoutTime, pwdLastSet or reset (password) over OU=Cases to svc.write
    samba-domain.py hide-policies|show-policies FOLDER
                                            lets nobody but administrators read password settings objects, as by default
    samba-domain.py hide|show FOLDER        takes Authenticated Users out of (back into) Pre-Windows 2000
                                            Compatible Access, a common hardening step
Passwords come in the environment: ADMIN_PASSWORD, BOT_PASSWORD, USER_PASSWORD.
"""

import logging
import os
import sys
import time

import ldb
from samba import dsdb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.provision import FILL_FULL, provision
from samba.samdb import SamDB
from samba.sd_utils import SDUtils

REALM = "PINDESK.TEST"
BASE = "DC=pindesk,DC=test"
GROUPS = "OU=Groups," + BASE
# local to this ldb file: lets pwdLastSet take any value instead of 0 and -1 only
ANY_PASSWORD_TIME = ["local_oid:1.3.6.1.4.1.7165.4.3.12:0"]
PRE_2000 = "CN=Pre-Windows 2000 Compatible Access,CN=Builtin," + BASE


def filetime(seconds_from_now):
    return str(int((time.time() + seconds_from_now + 11644473600) * 10_000_000))


def open_database(folder):
    parameters = LoadParm()
    parameters.load(folder + "/etc/smb.conf")
    return SamDB(url=folder + "/private/sam.ldb", session_info=system_session(), lp=parameters)


def change(db, dn, flag, controls=(), **attributes):
    message = ldb.Message(ldb.Dn(db, dn))
    for name, value in attributes.items():
        message[name] = ldb.MessageElement(value, flag, name)
    db.modify(message, list(controls))


def add_user(db, login, ou="Staff", password=None, mail=None, flags=512, **more):
    dn = "CN=%s,OU=%s,%s" % (login, ou, BASE)
    entry = {
        "dn": dn,
        "objectClass": "user",
        "sAMAccountName": login,
        "userPrincipalName": "%s@pindesk.test" % login,
        "displayName": login.capitalize() + " Real",
        "givenName": login.capitalize(),
        "sn": "Real",
        "mail": mail or "%s@pindesk.test" % login,
        "unicodePwd": ('"%s"' % (password or os.environ["USER_PASSWORD"])).encode("utf-16-le"),
        "userAccountControl": str(flags),
    }
    entry.update(more)
    db.add({name: value for name, value in entry.items() if value is not None})
    return dn


def add_group(db, name, *members, kind="-2147483646"):
    dn = "CN=%s,%s" % (name, GROUPS)
    entry = {"dn": dn, "objectClass": "group", "sAMAccountName": name, "groupType": kind}
    if members:
        entry["member"] = list(members)
    db.add(entry)
    return dn


def fill(db):
    for ou in ("Staff", "Service", "Groups", "Elsewhere"):
        db.add({"dn": "OU=%s,%s" % (ou, BASE), "objectClass": "organizationalUnit"})
    bot = add_user(db, "svc.bot", ou="Service", password=os.environ["BOT_PASSWORD"], flags=66048)
    boss = add_user(db, "boss")
    alice = add_user(
        db,
        "alice",
        manager=boss,
        department="Sales",
        telephoneNumber="+49 30 5550 1101",
        otherTelephone="1101",
        proxyAddresses=["SMTP:alice@pindesk.test", "smtp:a.adler@pindesk.test"],
    )
    add_user(db, "plain")
    add_user(db, "dan", flags=514)
    add_user(db, "never", flags=66048)
    add_user(db, "axel", accountExpires="133000000000000000")
    add_user(db, "dup1", mail="dup@pindesk.test")
    add_user(db, "dup2", mail="dup@pindesk.test")
    add_user(db, "odd (round)")
    add_user(db, "outside", ou="Elsewhere")
    locked = add_user(db, "locked")
    unlocked = add_user(db, "unlocked")
    expired = add_user(db, "expired")
    fresh = add_user(db, "fresh")
    root = add_user(db, "root")
    shielded = add_user(db, "shielded")
    hidden = add_user(db, "hidden")
    primary = add_user(db, "primary")

    inner = add_group(db, "inner", alice)
    middle = add_group(db, "middle", inner)
    add_group(db, "helpdesk", middle)
    loop = add_group(db, "loop-a", alice)
    other = add_group(db, "loop-b", loop)
    change(db, loop, ldb.FLAG_MOD_ADD, member=other)
    add_group(db, "list", alice, kind="2")
    by_primary = add_group(db, "by-primary", primary)
    rid = str(ndr_unpack(security.dom_sid, db.search(by_primary, ldb.SCOPE_BASE, attrs=["objectSid"])[0]["objectSid"][0]))
    change(db, primary, ldb.FLAG_MOD_REPLACE, primaryGroupID=rid.rsplit("-", 1)[1])
    admins = add_group(db, "our-admins", root)
    change(db, "CN=Domain Admins,CN=Users," + BASE, ldb.FLAG_MOD_ADD, member=admins)
    change(db, "CN=Protected Users,CN=Users," + BASE, ldb.FLAG_MOD_ADD, member=shielded)

    change(
        db,
        BASE,
        ldb.FLAG_MOD_REPLACE,
        lockoutThreshold="3",
        lockoutDuration="-18000000000",
        lockOutObservationWindow="-18000000000",
    )
    change(db, fresh, ldb.FLAG_MOD_REPLACE, pwdLastSet="0")
    change(db, expired, ldb.FLAG_MOD_REPLACE, ANY_PASSWORD_TIME, pwdLastSet=filetime(-90 * 86400))
    change(db, locked, ldb.FLAG_MOD_REPLACE, badPwdCount="3", lockoutTime=filetime(-60))
    change(db, unlocked, ldb.FLAG_MOD_REPLACE, badPwdCount="3", lockoutTime=filetime(-7200))

    # the bot may not read the property set Account Restrictions of this one account
    sid = ndr_unpack(security.dom_sid, db.search(bot, ldb.SCOPE_BASE, attrs=["objectSid"])[0]["objectSid"][0])
    SDUtils(db).dacl_add_ace(hidden, "(OD;;RP;4c164200-20c0-11d0-a768-00aa006e0529;;%s)" % sid)


DAY = 86400
HOUR = 3600


def add_case(db, login, age=-10 * DAY, locked=None, controls=(), **more):
    """One account below OU=Cases with a password that is ten days old; `locked` is the time since then, in seconds."""
    dn = add_user(db, login, ou="Cases", **more)
    if age is not None:
        change(db, dn, ldb.FLAG_MOD_REPLACE, ANY_PASSWORD_TIME, pwdLastSet="0" if age == 0 else filetime(age))
    if locked is not None:
        change(
            db,
            dn,
            ldb.FLAG_MOD_REPLACE,
            badPwdCount="3",
            badPasswordTime=filetime(-locked),
            lockoutTime=filetime(-locked),
        )
    return dn


def add_pso(db, name, precedence, subject, lockout, longest_age):
    db.add(
        {
            "dn": "CN=%s,CN=Password Settings Container,CN=System,%s" % (name, BASE),
            "objectClass": "msDS-PasswordSettings",
            "msDS-PasswordSettingsPrecedence": str(precedence),
            "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
            "msDS-PasswordHistoryLength": "5",
            "msDS-PasswordComplexityEnabled": "TRUE",
            "msDS-MinimumPasswordLength": "16",
            "msDS-MinimumPasswordAge": "0",
            "msDS-MaximumPasswordAge": str(-longest_age * 10_000_000),
            "msDS-LockoutThreshold": "2",
            "msDS-LockoutDuration": str(lockout),
            "msDS-LockoutObservationWindow": "-50000000",
            "msDS-PSOAppliesTo": subject,
        }
    )


def cases(db):
    db.add({"dn": "OU=Cases," + BASE, "objectClass": "organizationalUnit"})
    ended = "133000000000000000"
    # one state each
    add_case(db, "ok")
    add_case(db, "locked-out", locked=60)
    add_case(db, "lock-ran-out", locked=2 * HOUR)
    add_case(db, "disabled", flags=514)
    add_case(db, "password-expired", age=-90 * DAY)
    add_case(db, "expires-soon", age=-40 * DAY)
    add_case(db, "must-change", age=0)
    add_case(db, "account-expired", accountExpires=ended)
    add_case(db, "expires-zero", accountExpires="0")
    add_case(db, "never-expires", age=-90 * DAY, flags=66048)
    add_case(db, "smart-card", flags=262656)
    add_case(db, "no-hours", logonHours=bytes(21))
    add_case(db, "odd-hours", logonHours=bytes(2))
    add_case(db, "workstation", userWorkstations="PC-ONE,PC-TWO")
    shielded = add_case(db, "protected-user")
    add_user(db, "other-ou", ou="Elsewhere")
    add_case(db, "twin-one", mail="twins@pindesk.test")
    add_case(db, "twin-two", mail="twins@pindesk.test")
    add_case(db, "odd (star) name")
    strict = add_case(db, "pso")
    guessed = add_case(db, "failures")
    change(db, guessed, ldb.FLAG_MOD_REPLACE, badPwdCount="2", badPasswordTime=filetime(-120))
    add_case(db, "never-set", age=None, flags=544, unicodePwd=None)
    add_case(db, "too-young", age=-HOUR)
    fixed = add_case(db, "no-self-change")
    # several at once
    add_case(db, "locked-expired", age=-90 * DAY, locked=60)
    add_case(db, "disabled-locked-over", flags=514, accountExpires=ended, locked=60)
    add_case(db, "everything", age=0, flags=514, accountExpires=ended, logonHours=bytes(21), locked=60)
    add_case(db, "over-no-hours", accountExpires=ended, logonHours=bytes(21))
    add_case(db, "card-disabled", flags=262658)
    shielded_locked = add_case(db, "protected-locked", locked=60)
    endless = add_case(db, "pso-locked", locked=3 * HOUR)
    add_case(db, "ran-out-must-change", age=0, locked=2 * HOUR)
    fixed_expired = add_case(db, "fixed-expired", age=-90 * DAY)

    for one in (shielded, shielded_locked):
        change(db, "CN=Protected Users,CN=Users," + BASE, ldb.FLAG_MOD_ADD, member=one)
    add_pso(db, "strict", 10, strict, -50_000_000, 30 * DAY)
    add_pso(db, "endless", 20, endless, 0, 30 * DAY)
    show_policies(db, True)
    permissions = SDUtils(db)
    for one, nobody in ((one, nobody) for one in (fixed, fixed_expired) for nobody in ("PS", "WD")):
        permissions.dacl_prepend_aces(one, "(OD;;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;%s)" % nobody)
    add_user(db, "svc.write", ou="Service", password=os.environ["BOT_PASSWORD"], flags=66048)


RIGHTS = {
    "lockoutTime": "(OA;CIIO;RPWP;28630ebf-41d5-11d1-a9c1-0000f80367c1;bf967aba-0de6-11d0-a285-00aa003049e2;%s)",
    "pwdLastSet": "(OA;CIIO;RPWP;bf967a0a-0de6-11d0-a285-00aa003049e2;bf967aba-0de6-11d0-a285-00aa003049e2;%s)",
    "reset": "(OA;CIIO;CR;00299570-246d-11d0-a768-00aa006e0529;bf967aba-0de6-11d0-a285-00aa003049e2;%s)",
}


def grant(db, right):
    """Delegates one right over the users below OU=Cases to svc.write, as dsacls does."""
    writer = "CN=svc.write,OU=Service," + BASE
    sid = ndr_unpack(security.dom_sid, db.search(writer, ldb.SCOPE_BASE, attrs=["objectSid"])[0]["objectSid"][0])
    SDUtils(db).dacl_add_ace("OU=Cases," + BASE, RIGHTS[right] % sid)


def show_policies(db, shown):
    permissions = SDUtils(db)
    everybody = "(A;;RPLCLORC;;;AU)" if shown else ""
    for pso in db.search("CN=Password Settings Container,CN=System," + BASE, expression="(objectClass=msDS-PasswordSettings)"):
        permissions.modify_sd_on_dn(str(pso.dn), "D:P(A;;GA;;;DA)(A;;GA;;;SY)" + everybody)


def make(folder, address):
    parameters = LoadParm()
    parameters.load("/dev/null")  # never the machine's own configuration
    parameters.set("interfaces", address + "/8")
    parameters.set("bind interfaces only", "yes")
    log = logging.getLogger("provision")
    log.addHandler(logging.StreamHandler())
    log.setLevel(logging.WARNING)
    provision(
        log,
        system_session(),
        smbconf=None,
        targetdir=folder,
        samdb_fill=FILL_FULL,
        realm=REALM,
        domain="PINDESK",
        hostname="dc1",
        hostip=address,
        adminpass=os.environ["ADMIN_PASSWORD"],
        serverrole="active directory domain controller",
        dns_backend="SAMBA_INTERNAL",
        dom_for_fun_level=dsdb.DS_DOMAIN_FUNCTION_2008_R2,
        useeadb=True,
        use_rfc2307=True,
        skip_sysvolacl=True,
        lp=parameters,
    )
    fill(open_database(folder))


def main(arguments):
    if arguments[0] == "make":
        make(arguments[1], arguments[2])
    elif arguments[0] == "cases":
        cases(open_database(arguments[1]))
    elif arguments[0] == "grant":
        grant(open_database(arguments[1]), arguments[2])
    elif arguments[0].endswith("-policies"):
        show_policies(open_database(arguments[1]), arguments[0] == "show-policies")
    else:
        flag = ldb.FLAG_MOD_DELETE if arguments[0] == "hide" else ldb.FLAG_MOD_ADD
        everybody = "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + BASE
        change(open_database(arguments[1]), PRE_2000, flag, member=everybody)


main(sys.argv[1:])
