namespace Dew.Core;

/// <summary>
/// What an operation came to. The numbers are stable for ever; front ends map them to their own codes by one exhaustive switch each.
/// </summary>
public enum Status : ushort
{
    /// <summary>Nobody assigned an outcome; treated as an internal error, never as success.</summary>
    Unset = 0,

    /// <summary>Done.</summary>
    Ok = 1,

    // 100: the request itself

    /// <summary>No such URL.</summary>
    UrlInvalid = 100,

    /// <summary>The body is not valid JSON.</summary>
    BodyNotJson = 101,

    /// <summary>The body is longer than the operation allows.</summary>
    BodyTooLong = 102,

    /// <summary>A required parameter is missing.</summary>
    ParameterMissing = 103,

    /// <summary>A parameter has the wrong type or a value outside its range.</summary>
    ParameterInvalid = 104,

    /// <summary>A key id is not a UUID.</summary>
    KeyIdMalformed = 105,

    /// <summary>The sequence is not 36 characters.</summary>
    SequenceMalformed = 106,

    /// <summary>The encryption context is not an object of strings, or too long.</summary>
    EncryptionContextInvalid = 107,

    /// <summary>The project of the URL is not one of this appliance.</summary>
    ProjectUnknown = 108,

    /// <summary>The HTTP method does not fit the URL.</summary>
    MethodUnsupported = 109,

    /// <summary>The caller may not do this.</summary>
    NotPermitted = 110,

    // 200: the key and its state

    /// <summary>No such key.</summary>
    KeyNotFound = 200,

    /// <summary>The key is disabled.</summary>
    KeyDisabled = 201,

    /// <summary>The key waits for its deletion.</summary>
    KeyPendingDeletion = 202,

    /// <summary>Enable: the key is not disabled.</summary>
    KeyNotDisabled = 203,

    /// <summary>Disable: the key is not enabled.</summary>
    KeyNotEnabled = 204,

    /// <summary>The key waits for its deletion already.</summary>
    KeyAlreadyPendingDeletion = 205,

    /// <summary>Cancel: the key does not wait for its deletion.</summary>
    KeyNotPendingDeletion = 206,

    /// <summary>The alias has other characters or another length than allowed.</summary>
    AliasInvalid = 207,

    /// <summary>Another key has this alias.</summary>
    AliasTaken = 208,

    /// <summary>The description is too long.</summary>
    DescriptionInvalid = 209,

    /// <summary>The days until deletion are out of range.</summary>
    PendingDaysInvalid = 210,

    /// <summary>The page size is invalid.</summary>
    LimitInvalid = 211,

    /// <summary>The page marker is invalid.</summary>
    MarkerInvalid = 212,

    /// <summary>No such key store, or one that cannot do this.</summary>
    KeyStoreUnsupported = 213,

    // 300: what a key can do

    /// <summary>No such key specification.</summary>
    KeySpecInvalid = 300,

    /// <summary>The key encrypts and decrypts; it does not do this.</summary>
    UsageIsEncryptDecrypt = 301,

    /// <summary>The key signs and verifies; it does not do this.</summary>
    UsageIsSignVerify = 302,

    /// <summary>Elliptic curve keys cannot encrypt.</summary>
    EllipticCurveCannotEncrypt = 303,

    /// <summary>Symmetric keys cannot sign.</summary>
    SymmetricCannotSign = 304,

    /// <summary>The operation is for symmetric keys.</summary>
    AsymmetricUnsupported = 305,

    /// <summary>The operation is for asymmetric keys.</summary>
    SymmetricUnsupported = 306,

    /// <summary>The operation is not for HMAC keys.</summary>
    HmacUnsupported = 307,

    /// <summary>The key does not support the signing or MAC algorithm.</summary>
    AlgorithmUnsupportedByKey = 308,

    /// <summary>The encryption algorithm does not go with a symmetric key.</summary>
    SymmetricAlgorithmUnsupported = 309,

    /// <summary>The encryption algorithm does not go with an RSA key.</summary>
    RsaAlgorithmUnsupported = 310,

    // 400: the data of a cryptographic operation

    /// <summary>The digest has another length than its hash gives.</summary>
    DigestLengthWrong = 400,

    /// <summary>The plaintext is longer than the RSA key can take.</summary>
    RsaPlaintextTooLong = 401,

    /// <summary>The ciphertext is not one of this appliance, or damaged, or its additional data differ. Always the same error.</summary>
    CiphertextInvalid = 402,

    /// <summary>The number of random bits is out of range.</summary>
    RandomLengthInvalid = 403,

    /// <summary>The number of random bits is not a multiple of 8.</summary>
    RandomLengthNotMultiple = 404,

    /// <summary>The data key's length is out of range.</summary>
    DataKeyLengthInvalid = 405,

    /// <summary>The data key's length is not a multiple of 8 bits.</summary>
    DataKeyLengthNotMultiple = 406,

    /// <summary>No such data-key specification.</summary>
    DataKeySpecInvalid = 407,

    /// <summary>The data key is too long to be wrapped by the RSA key.</summary>
    DataKeyTooLongForRsa = 408,

    /// <summary>The plaintext of a data key is not hexadecimal.</summary>
    DataKeyPlaintextInvalid = 409,

    /// <summary>The digest after the plaintext of a data key is wrong.</summary>
    DataKeyDigestMismatch = 410,

    /// <summary>Encrypting: the plaintext has another length than stated.</summary>
    DataKeyPlaintextLengthMismatch = 411,

    /// <summary>Decrypting: the data key has another length than stated.</summary>
    DataKeyCiphertextLengthMismatch = 412,

    // 500: the appliance; 501..504 are worth another try

    /// <summary>A defect of the appliance.</summary>
    Internal = 500,

    /// <summary>All HSM lanes and their queue are full. Try again after a moment.</summary>
    HsmBusy = 501,

    /// <summary>The HSM did not answer within the deadline. Try again with back-off.</summary>
    HsmTimeout = 502,

    /// <summary>The HSM answered with an error of its own. Try again with back-off.</summary>
    HsmFailed = 503,

    /// <summary>The appliance is not operational.</summary>
    NotOperational = 504,

    /// <summary>The stored record or wrapped key cannot be believed; the log names it.</summary>
    StoreDamaged = 505,

    /// <summary>The store cannot be written (disk full or failing). Reads and cryptography go on.</summary>
    StoreUnwritable = 506,

    // 600: who asks

    /// <summary>Nobody could be recognised: signature, access key, date or certificate is wrong. The message names the cause.</summary>
    AuthenticationFailed = 600,

    /// <summary>Tokens of an identity service are not accepted here.</summary>
    TokenUnsupported = 601,

    /// <summary>More requests than the limits of the caller or the project allow. Try again after a moment.</summary>
    Throttled = 602,

    /// <summary>Requests from this address are not accepted.</summary>
    AddressRefused = 603,

    // 610: the directory

    /// <summary>No such entry.</summary>
    EntryNotFound = 610,

    /// <summary>The name is taken.</summary>
    EntryExists = 611,

    /// <summary>Others depend on the entry.</summary>
    EntryInUse = 612,

    /// <summary>A value of the entry is not accepted.</summary>
    EntryInvalid = 613,

    /// <summary>The policy document is not accepted; the message names the place.</summary>
    PolicyInvalid = 614,

    /// <summary>The entry is built in and cannot be changed so.</summary>
    EntryFixed = 615,

    // 620: certificates

    /// <summary>The certificate signing request is not accepted.</summary>
    CertificateRequestInvalid = 620,

    /// <summary>No such certificate.</summary>
    CertificateNotFound = 621,

    /// <summary>The certificate is revoked or expired already.</summary>
    CertificateNotActive = 622,

    // 630: audit

    /// <summary>No such audit record.</summary>
    AuditNotFound = 630,

    // 640: tags

    /// <summary>The tag's key is not accepted.</summary>
    TagKeyInvalid = 640,

    /// <summary>The tag's value is not accepted.</summary>
    TagValueInvalid = 641,

    /// <summary>The resource would have more tags than it may.</summary>
    TooManyTags = 642,

    /// <summary>The resource has no such tag.</summary>
    TagNotFound = 643,
}
